import { notifications } from "@mantine/notifications";
import { type ComponentType, useEffect, useEffectEvent, useState } from "react";
import { whenIdle } from "./whenIdle.ts";

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
  const fetchOnce = async () => {
    loaded ??= await load();
    return loaded;
  };
  // Whoever opens it meanwhile hears of the failure.
  whenIdle(() => void fetchOnce().catch(() => {}));

  return function LazyDialog(props: Props) {
    const [Loaded, setLoaded] = useState(() => loaded);
    const giveUp = useEffectEvent(() => {
      notifications.show({
        message: "This could not be loaded. Are you online? Try again in a moment.",
        color: "red",
      });
      props.onClose();
    });
    useEffect(() => {
      let left = false;
      fetchOnce().then(
        (component) => !left && setLoaded(() => component),
        () => !left && giveUp(),
      );
      return () => {
        left = true;
      };
    }, []);
    return Loaded ? <Loaded {...props} /> : null;
  };
}
