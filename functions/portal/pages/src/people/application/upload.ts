/** A CV on its way: looked at, given a place, sent there by a form of its own, and then awaited while it is checked. */
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../common/announce.ts";
import { call, Offline } from "../../common/api.ts";
import { addressOf } from "./use_draft.ts";

const PDF = "application/pdf";
/** The server and the store hold to the same; asking here spares sending a file that would be refused. */
const MAX_BYTES = 5_000_000;
const LOOK_EVERY_MS = 1500;
/** After so many looks the page no longer asks by itself; the check may end later all the same. */
const MOST_LOOKS = 40;

/** The file cannot be taken, and why. */
export class Unfit extends Error {
  constructor(message) {
    super(message);
    this.title = "This file cannot be uploaded";
  }
}

/** Throws Unfit for what the server would refuse anyway. */
export function lookAt({ name, type, size }) {
  const named = name.toLowerCase().endsWith(".pdf");
  if (type ? type !== PDF : !named) throw new Unfit("Your CV must be a PDF. Save it as a PDF and choose that file.");
  if (size > MAX_BYTES)
    throw new Unfit("This file is larger than 5 MB. Save it with smaller pictures and choose it again.");
  if (size === 0) throw new Unfit("This file is empty. Choose the one that holds your CV.");
}

/** Send a file to its place; `heard(share)` tells how much of it has gone, from 0 to 1. */
function post({ url, fields }, file, heard) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([file], { type: PDF }), "cv.pdf");
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => heard(loaded / total);
    request.onerror = () => reject(new Offline());
    request.onload = () => {
      if (request.status < 300) return resolve();
      return reject(
        new Unfit("The file was not taken. Check that it is a PDF of at most 5 MB, and send it once more."),
      );
    };
    request.open("POST", url);
    request.send(form);
  });
}

/** `{share, problem, send}`: `share` of the file that has gone (null when none is on its way), `send(file)`. */
export function useUpload({ cycle, saving }) {
  const [state, setState] = useState({ share: null, problem: null });
  const running = useRef(false);
  const send = async (file) => {
    if (running.current) return;
    running.current = true;
    try {
      lookAt(file);
      setState({ share: 0, problem: null });
      // What was typed goes first: a place for a file makes a new version of the application, like every change.
      await saving.flush();
      const body = { kind: "cv", filename: file.name, content_type: PDF, size: file.size };
      const place = await call("POST", `${addressOf(cycle.id)}/materials`, { body });
      await post(place.body, file, (share) => setState({ share, problem: null }));
      setState({ share: null, problem: null });
      announce("Your CV has arrived and is being checked.");
    } catch (problem) {
      setState({ share: null, problem });
    } finally {
      running.current = false;
      saving.refresh();
    }
  };
  return { ...state, send };
}

/** Look again and again while a file is being checked, and have the outcome read out. */
export function useCheck({ saving }, cv) {
  const waiting = cv?.status === "waiting";
  const before = useRef(cv?.status);
  useEffect(() => {
    if (!waiting) return undefined;
    let looks = 0;
    const timer = setInterval(() => {
      looks += 1;
      if (looks >= MOST_LOOKS) clearInterval(timer);
      saving.refresh();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [waiting, cv?.id]);
  useEffect(() => {
    if (before.current === "waiting" && cv?.status === "accepted") announce("Your CV was checked and taken in.");
    if (before.current === "waiting" && cv?.status === "refused") announce("Your CV could not be taken in.");
    before.current = cv?.status;
  }, [cv?.status]);
}
