"use client";
import { Component, type ReactNode } from "react";
import { ErrorState } from "./error-state.tsx";
import { Panel } from "./panel.tsx";

type Props = { title: string; children: ReactNode };

/** A panel that fails says so in its place; the page around it stays. */
export class PanelBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <Panel title={this.props.title}>
        <ErrorState title="This panel could not be shown" onRetry={() => this.setState({ error: null })}>
          The rest of the page is not affected.
        </ErrorState>
      </Panel>
    );
  }
}
