import type { FactInput } from './create'
import type { ReadmeFact } from './facts'

export function readReadme(_input: FactInput): ReadmeFact {
  return {
    path: null,
    words: 0,
    description: null,
    install: null,
    usage: null,
    links: [],
    broken: [],
    template: null,
    codeBlocks: [],
  }
}
