/** A window above the page, which keeps the focus until it is closed. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** It opens when it first shows; Escape and its button call `onClose`, and the focus goes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const cancelled = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby={id} onCancel={cancelled}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="link" onClick={onClose}>
          Close
        </button>
      </div>
      {children}
    </dialog>
  );
}
