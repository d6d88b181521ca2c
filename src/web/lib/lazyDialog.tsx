import { notifications } from "@mantine/notifications";
import { type ComponentType, useEffect, useEffectEvent, useState } from "react";
import { runWhenIdle } from "./runWhenIdle.ts";

interface Closable {
  onClose: () => void;
}

/**
 * A dialog whose code comes once the page has nothing else to do, so that it opens at once and
 * offline too. Where it did not come, that is said and the page stays; the next try asks anew.
 */
export function lazyDialog<Props extends Closable>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const loadOnce = async () => {
    loaded ??= await load();
    return loaded;
  };
  // Whoever opens it meanwhile hears of the failure.
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
