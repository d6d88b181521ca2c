import styles from "./Contents.module.css";
import { sections } from "./sections.ts";

/** What the page holds, beside it where there is room. */
export function Contents() {
  return (
    <nav className={styles.contents} aria-label="On this page">
      <ul>
        {Object.entries(sections).map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
