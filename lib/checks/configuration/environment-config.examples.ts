import type { Example } from '../check'

export const examples: readonly Example[] = []
