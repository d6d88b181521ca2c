import type { MutationError } from "../api/mutationResult.ts";

/** What is needed of a form, whatever its values. */
interface Form {
  getValues(): object;
  setFieldError(field: string, message: string): void;
  getInputNode(field: string): Element | null;
}

/** Says why a form was refused: at the field at fault, which gets the focus, or else over the form. */
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

/** Brings the focus to a field, or to the first box of a group, once the form is drawn anew. */
export function focusField(form: Form, field: string): void {
  setTimeout(() => {
    const node = form.getInputNode(field);
    const control = node?.matches("input, select") ? node : node?.querySelector("input");
    if (control instanceof HTMLElement) control.focus();
  });
}
