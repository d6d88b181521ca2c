import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { dayOf, mistakeIn, type Range } from "./range.ts";

interface DayRangeFormProps {
  range: Range;
  onChoose: (first: string, last: string) => void;
}

/** Asks for the first and the last day of a range. */
export function DayRangeForm({ range, onChoose }: DayRangeFormProps) {
  const lastMoment = new Date((range.to?.getTime() ?? Date.now()) - 1);
  const [first, setFirst] = useState(dayOf(range.from));
  const [last, setLast] = useState(dayOf(lastMoment));
  const [mistake, setMistake] = useState<string>();

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const found = mistakeIn(first, last);
    setMistake(found);
    if (!found) onChoose(first, last);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-start" gap="sm">
        <TextInput
          type="date"
          label="First day"
          name="from"
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
          error={mistake}
          maw={220}
        />
        <TextInput
          type="date"
          label="Last day"
          name="to"
          value={last}
          onChange={(event) => setLast(event.currentTarget.value)}
          error={mistake !== undefined}
        />
        <Button type="submit" variant="default" mt={25}>
          Show
        </Button>
      </Group>
    </form>
  );
}
