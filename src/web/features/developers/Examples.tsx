import { Stack, Text, Title } from "@mantine/core";
import { useSearchParams } from "react-router";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { examples } from "./examples.ts";
import { Section } from "./Section.tsx";
import { Snippet } from "./Snippet.tsx";

const languages = ["curl", "JavaScript", "Python", "GraphQL"] as const;

/** Shows the most common calls in the selected language, which the URL stores. */
export function Examples() {
  const [parameters, setParameters] = useSearchParams();
  const requested = parameters.get("in");
  const language = languages.find((supported) => supported === requested) ?? "curl";
  return (
    <Section id="examples">
      <SegmentedControl
        label="Language of the examples"
        options={languages.map((name) => ({ value: name, name }))}
        value={language}
        onChange={(value) =>
          setParameters({ in: value }, { replace: true, preventScrollReset: true })
        }
      />
      {examples.map(({ title, note, languages: texts }) => (
        <Stack key={title} gap="xs">
          <Title order={3} size="h5">
            {title}
          </Title>
          <Text>{note}</Text>
          <Snippet label={`The example “${title}”`}>{texts[language]}</Snippet>
        </Stack>
      ))}
    </Section>
  );
}
