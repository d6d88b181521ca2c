import { notifications } from "@mantine/notifications";
import { type ComponentType, useEffect, useEffectEvent, useState } from "react";
import { runWhenIdle } from "./runWhenIdle.ts";

interface Closable {
  onClose: () => void;
}

/**
 * Returns a dialog whose code is loaded when the page is idle. It then opens at once, even offline.
 * A failure is reported and the page stays; opening it again retries.
 */
export function lazyDialog<Props extends Closable>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const loadOnce = async () => {
    loaded ??= await load();
    return loaded;
  };
  // A failure is reported when the user opens the dialog.
  runWhenIdle(() => void loadOnce().catch(() => {}));

  return function LazyDialog(props: Props) {
    const [Loaded, setLoaded] = useState(() => loaded);
    const onLoadError = useEffectEvent(() => {
      notifications.show({
        message: "This could not be loaded. Are you online? Try again in a moment.",
        color: "red",
      });
      props.onClose();
    });
    useEffect(() => {
      let cancelled = false;
      loadOnce().then(
        (component) => !cancelled && setLoaded(() => component),
        () => !cancelled && onLoadError(),
      );
      return () => {
        cancelled = true;
      };
    }, []);
    return Loaded ? <Loaded {...props} /> : null;
  };
}
