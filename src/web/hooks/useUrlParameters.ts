import { type NavigateOptions, useNavigate, useSearchParams } from "react-router";

/** Makes new parameters from the present ones. */
type UpdateParameters = (current: URLSearchParams) => URLSearchParams;

/**
 * The parameters of the address, and a way to change them. A change builds on what the address says
 * when it is made: the page may not be drawn anew yet since the change before.
 */
export function useUrlParameters() {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const updateParameters = (update: UpdateParameters, options: NavigateOptions) =>
    void navigate(`?${update(new URLSearchParams(window.location.search))}`, options);
  return [parameters, updateParameters] as const;
}
