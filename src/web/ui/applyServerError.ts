import type { MutationError } from "../api/mutationResult.ts";

/** The part of a form that is independent of its values. */
interface Form {
  getValues(): object;
  setFieldError(field: string, message: string): void;
  getInputNode(field: string): Element | null;
}

/** Shows why a form was rejected: at the invalid field, which gets the focus, or above the form. */
export function applyServerError(
  form: Form,
  { field, message }: MutationError,
  setFailure: (message: string) => void,
): void {
  if (field === null || !(field in form.getValues())) {
    setFailure(message);
    return;
  }
  form.setFieldError(field, message);
  focusField(form, field);
}

/** Focuses a field, or the first checkbox of a group, after the next render. */
export function focusField(form: Form, field: string): void {
  setTimeout(() => {
    const node = form.getInputNode(field);
    const control = node?.matches("input, select") ? node : node?.querySelector("input");
    if (control instanceof HTMLElement) control.focus();
  });
}
