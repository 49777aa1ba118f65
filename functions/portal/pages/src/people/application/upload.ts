/** A CV on its way: checked here, given a place, sent there by a form of its own, and then waited for. */
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call } from "../../common/api.ts";
import { LIMITS } from "../../common/limits.ts";
import { asError, Failing, Offline } from "../../common/problem.ts";
import type { Cv } from "../../common/records.ts";
import { APPLICATION } from "../own_application.ts";
import type { App } from "./app.ts";

const PDF = "application/pdf";
const LOOK_EVERY_MS = 1500;
/** After this many looks the page stops asking; the check may end later all the same. */
const MOST_LOOKS = 40;

/** The file cannot be accepted, and why. */
export class Unfit extends Failing {
  readonly title = "This file can’t be uploaded";
}

/** Throws Unfit for what the server would refuse anyway. */
export function checkFile({ name, type, size }: Pick<File, "name" | "type" | "size">): void {
  const isNamedPdf = name.toLowerCase().endsWith(".pdf");
  if (type ? type !== PDF : !isNamedPdf) {
    throw new Unfit("Your CV must be a PDF. Save it as a PDF and choose that file.");
  }
  if (size > LIMITS.cv_bytes)
    throw new Unfit("This file is larger than 5 MB. Reduce the image sizes and choose it again.");
  if (size === 0) throw new Unfit("This file is empty. Choose the file with your CV.");
}

/** Where a file goes, and the fields to send with it. */
interface Place {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Send a file to its place; `onShare` hears how much of it has gone, from 0 to 1. */
function post({ url, fields }: Place, file: File, onShare: (share: number) => void): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([file], { type: PDF }), "cv.pdf");
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onShare(loaded / total);
    request.onerror = () => reject(new Offline());
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new Unfit("We couldn’t accept this file. Check that it’s a PDF, 5 MB or less, and upload it again."));
    };
    request.open("POST", url);
    request.send(form);
  });
}

interface UploadState {
  /** How much of the file has gone; null when none is on its way. */
  readonly share: number | null;
  readonly problem: Error | null;
}

/** The upload's state, and `send(file)`. */
export function useUpload({ cycle, saving }: App): UploadState & { readonly send: (file: File) => Promise<void> } {
  const [state, setState] = useState<UploadState>({ share: null, problem: null });
  const isRunning = useRef(false);
  const send = async (file: File) => {
    if (isRunning.current) return;
    isRunning.current = true;
    try {
      checkFile(file);
      setState({ share: 0, problem: null });
      // What was typed goes first: a place for a file makes a new version of the application, like every change.
      await saving.flush();
      const { body: place } = await call("POST", `${APPLICATION}/materials`, {
        params: { cycle: cycle.id },
        body: { kind: "cv", filename: file.name, content_type: PDF, size: file.size },
      });
      await post(place, file, (share) => setState({ share, problem: null }));
      setState({ share: null, problem: null });
      announce("Your CV arrived. We’re checking it.");
    } catch (thrown) {
      setState({ share: null, problem: asError(thrown) });
    } finally {
      isRunning.current = false;
      saving.refresh();
    }
  };
  return { ...state, send };
}

/** Look again and again while a file is being checked, and have the outcome read out. */
export function useCheck({ saving }: App, cv: Cv | undefined): void {
  const isWaiting = cv?.status === "waiting";
  const before = useRef(cv?.status);
  useEffect(() => {
    if (!isWaiting) return undefined;
    let looks = 0;
    const timer = setInterval(() => {
      looks += 1;
      if (looks >= MOST_LOOKS) clearInterval(timer);
      saving.refresh();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting, cv?.id]);
  useEffect(() => {
    if (before.current === "waiting" && cv?.status === "accepted") announce("We checked and accepted your CV.");
    if (before.current === "waiting" && cv?.status === "refused") announce("We couldn’t accept your CV.");
    before.current = cv?.status;
  }, [cv?.status]);
}
