import type { Role } from '../../facts'

/** Files of these roles start nothing that ships. */
export const SKIPPED: readonly Role[] = ['vendored', 'excluded', 'test', 'docs', 'template']
