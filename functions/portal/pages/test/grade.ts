/** How many years of school a text asks for (Flesch-Kincaid); names count as one plain word each. */
import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";

const SENTENCE_END = /[.!?:;]+(?:\s|$)/;

export function gradeOf(text: string, names: readonly string[]): number {
  const plain = names.reduce((shorter, name) => shorter.replaceAll(name, "Ann"), text);
  const words = plain.match(/[A-Za-z’]+/g) ?? [];
  return fleschKincaid({
    sentence: plain.split(SENTENCE_END).filter((part) => part.trim()).length,
    word: words.length,
    syllable: words.reduce((sum, word) => sum + syllable(word), 0),
  });
}
