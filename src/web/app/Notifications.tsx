/** By itself: whoever announces something needs the store of notifications, not their look. */
export { Notifications } from "@mantine/notifications";
