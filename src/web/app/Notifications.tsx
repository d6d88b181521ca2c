/** A separate module: showing a notification requires the store, not the component. */
export { Notifications } from "@mantine/notifications";
