import { Component, type ReactNode } from "react";

interface ErrorBoundaryProps {
  /** Stands in place of what failed. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Keeps a failure of what is inside from taking away what is around. React has it for classes only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
