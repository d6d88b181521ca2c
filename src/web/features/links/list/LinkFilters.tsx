import { CloseButton, Group, Kbd, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { filterableStatuses, linkStatuses } from "../shared/linkStatuses.ts";
import {
  type LinkListState,
  type LinkOrderName,
  linkOrders,
  maxSearchLength,
} from "./linkListState.ts";

interface LinkFiltersProps {
  state: LinkListState;
  onChange: (changes: Partial<LinkListState>, options?: { replace?: boolean }) => void;
  /** The search field. */
  ref: RefObject<HTMLInputElement | null>;
}

const typingPauseMilliseconds = 300;

/** Filters and sorts the links. The URL is updated when the user pauses typing. */
export function LinkFilters({ state, onChange, ref }: LinkFiltersProps) {
  const [typed, setTyped] = useState(state.search);
  const sent = useRef(state.search);
  const send = (search: string) => {
    sent.current = search;
    onChange({ search }, { replace: true });
  };
  const sendLater = useDebouncedCallback(send, typingPauseMilliseconds);
  // Navigating back changes the URL externally. Text that is being typed is ahead of the URL.
  useEffect(() => {
    if (state.search === sent.current) return;
    sent.current = state.search;
    setTyped(state.search);
  }, [state.search]);

  return (
    <Group component="search" gap="sm">
      <TextInput
        ref={ref}
        flex="1 1 14rem"
        aria-label="Search your links"
        placeholder="Search code, URL, title or note"
        aria-keyshortcuts="/"
        maxLength={maxSearchLength}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          typed ? (
            <CloseButton
              size="sm"
              aria-label="Clear the search"
              onClick={() => {
                setTyped("");
                sendLater.cancel();
                send("");
                // The clear button disappears with the text.
                ref.current?.focus();
              }}
            />
          ) : (
            <Kbd size="xs" visibleFrom="sm" aria-hidden>
              /
            </Kbd>
          )
        }
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          sendLater(currentTarget.value.trim());
        }}
        // A delayed update would replace the URL of a click made in the meantime.
        onBlur={() => sendLater.flush()}
      />
      <NativeSelect
        flex="1 1 8rem"
        maw={{ sm: "11rem" }}
        aria-label="Status"
        data={[
          { value: "", label: "Any status" },
          ...filterableStatuses.map((value) => ({ value, label: linkStatuses[value].label })),
        ]}
        value={state.status ?? ""}
        onChange={({ currentTarget }) =>
          onChange({ status: (currentTarget.value || null) as LinkListState["status"] })
        }
      />
      <NativeSelect
        flex="1 1 8rem"
        maw={{ sm: "14rem" }}
        aria-label="Order"
        data={Object.entries(linkOrders).map(([value, { label }]) => ({ value, label }))}
        value={state.order}
        onChange={({ currentTarget }) => onChange({ order: currentTarget.value as LinkOrderName })}
      />
    </Group>
  );
}
