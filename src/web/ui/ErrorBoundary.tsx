import { Component, type ReactNode } from "react";

interface ErrorBoundaryProps {
  /** Replaces the children that failed. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Isolates a failure of its children from the rest of the page. React requires a class for this. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
