import { Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useNow } from "../../../hooks/useNow.ts";
import { DayRangeForm } from "./DayRangeForm.tsx";
import { intervals, suitableIntervals } from "./interval.ts";
import { defaultRange, ranges, toDateInputValue } from "./range.ts";
import { isTimeZoneKnown, timeZone } from "./timeZone.ts";
import type { StatisticsView } from "./useStatisticsView.ts";

/** Selects the range and the interval of the statistics. */
export function RangeControls({ view: { range, interval, change } }: { view: StatisticsView }) {
  const now = useNow();
  const chooseRange = (name: string) => {
    const isCustom = name === "custom";
    change({
      range: name === defaultRange ? undefined : name,
      from: isCustom ? toDateInputValue(range.from) : undefined,
      to: isCustom ? toDateInputValue(new Date(now)) : undefined,
      interval: undefined,
    });
  };
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label="Range"
          data={Object.entries(ranges).map(([value, label]) => ({ value, label }))}
          value={range.name}
          onChange={(event) => chooseRange(event.currentTarget.value)}
        />
        <NativeSelect
          label="Counted"
          data={suitableIntervals(range, now).map((value) => ({
            value,
            label: intervals[value],
          }))}
          value={interval}
          onChange={(event) => change({ interval: event.currentTarget.value.toLowerCase() })}
        />
        {range.name === "custom" && (
          <DayRangeForm
            key={`${range.from.getTime()} ${range.to?.getTime()}`}
            range={range}
            onChoose={(from, to) => change({ range: "custom", from, to, interval: undefined })}
          />
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {isTimeZoneKnown
          ? `In the time zone ${timeZone.replaceAll("_", " ")}.`
          : "In UTC, because your browser does not report a time zone."}
      </Text>
    </Stack>
  );
}
