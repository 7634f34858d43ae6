import { below, mutateBytes, mutateJson, mutateText, pick, type Random, randomOf } from './mutate'
import type { Target } from './target'

export interface Input {
  readonly text: string
  readonly seed: number
}

/** The input of one round: the same for the same seed, whatever ran before it. */
export function inputOf(target: Target, seed: number, round: number): Input {
  const random = randomOf(seed, hashOf(target.name), round)
  const at = below(random, target.seeds.length)
  const text = target.seeds[at] ?? ''
  return { text: mutated(target, text, random), seed: at }
}

function mutated({ form, seeds }: Target, text: string, random: Random): string {
  if (form === 'json') return mutateJson(text, random)
  return form === 'bytes' ? mutateBytes(text, random) : mutateText(text, pick(random, seeds), random)
}

function hashOf(name: string): number {
  let hash = 0
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash
}
