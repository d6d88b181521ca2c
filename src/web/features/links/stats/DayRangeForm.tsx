import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { type DateRange, toDateInputValue, validateRange } from "./range.ts";

interface DayRangeFormProps {
  range: DateRange;
  onChoose: (first: string, last: string) => void;
}

/** Asks for the first and the last day of a range. */
export function DayRangeForm({ range, onChoose }: DayRangeFormProps) {
  const lastDateTime = new Date((range.to?.getTime() ?? Date.now()) - 1);
  const [first, setFirst] = useState(toDateInputValue(range.from));
  const [last, setLast] = useState(toDateInputValue(lastDateTime));
  const [error, setError] = useState<string>();

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const validationError = validateRange(first, last);
    setError(validationError);
    if (!validationError) onChoose(first, last);
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
          error={error}
          maw={220}
        />
        <TextInput
          type="date"
          label="Last day"
          name="to"
          value={last}
          onChange={(event) => setLast(event.currentTarget.value)}
          error={error !== undefined}
        />
        <Button type="submit" variant="default" mt={25}>
          Show
        </Button>
      </Group>
    </form>
  );
}
