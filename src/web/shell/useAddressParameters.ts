import { type NavigateOptions, useNavigate, useSearchParams } from "react-router";

/** Makes new parameters from the present ones. */
type Write = (current: URLSearchParams) => URLSearchParams;

/**
 * The parameters of the address, and a way to change them. A change builds on what the address says
 * when it is made: the page may not be drawn anew yet since the change before.
 */
export function useAddressParameters() {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const change = (write: Write, options: NavigateOptions) =>
    void navigate(`?${write(new URLSearchParams(window.location.search))}`, options);
  return [parameters, change] as const;
}
