import { Link } from "react-router";
import { sections } from "./sections.ts";
import styles from "./TableOfContents.module.css";

/** What the page holds, beside it where there is room. */
export function TableOfContents() {
  return (
    <nav className={styles.contents} aria-label="On this page">
      <ul>
        {Object.entries(sections).map(([id, title]) => (
          <li key={id}>
            <Link to={`#${id}`} onClick={() => focusSection(id)}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The keyboard goes on where the reader has gone, as it does after links of the browser's own. */
function focusSection(id: string): void {
  document.getElementById(id)?.focus({ preventScroll: true });
}
