import { Link } from "react-router";
import { sections } from "./sections.ts";
import styles from "./TableOfContents.module.css";

/** Lists the sections of the page, next to them if the screen is wide enough. */
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

/** Moves the focus to the section, as browsers do for their own links. */
function focusSection(id: string): void {
  document.getElementById(id)?.focus({ preventScroll: true });
}
