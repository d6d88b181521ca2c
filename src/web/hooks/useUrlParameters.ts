import { type NavigateOptions, useNavigate, useSearchParams } from "react-router";

/** Returns new parameters from the current ones. */
type UpdateParameters = (current: URLSearchParams) => URLSearchParams;

/**
 * Returns the URL's parameters and a function to change them. A change is based on the URL at the
 * time of the call, because the page may not have rendered the previous change yet.
 */
export function useUrlParameters() {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const updateParameters = (update: UpdateParameters, options: NavigateOptions) =>
    void navigate(`?${update(new URLSearchParams(window.location.search))}`, options);
  return [parameters, updateParameters] as const;
}
