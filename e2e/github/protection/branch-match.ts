import type { BranchProtection, Ruleset } from './protection-description'

/** The classic rule that holds for a branch: one by its exact name before any pattern, then the first. */
export function ruleFor(rules: readonly BranchProtection[], branch: string): BranchProtection | undefined {
  return rules.find(({ pattern }) => pattern === branch) ?? rules.find(({ pattern }) => matchesGlob(pattern, branch))
}

/** The rulesets in effect for a branch, whether or not it is there. */
export function rulesetsFor(rulesets: readonly Ruleset[], branch: string, defaultBranch: string): Ruleset[] {
  const names = (patterns: readonly string[]) =>
    patterns.some((pattern) => {
      if (pattern === '~ALL') return true
      if (pattern === '~DEFAULT_BRANCH') return branch === defaultBranch
      return matchesGlob(pattern, `refs/heads/${branch}`)
    })
  return rulesets.filter(
    ({ enforcement, include, exclude }) => enforcement === 'active' && names(include) && !names(exclude),
  )
}

/** Ruby's fnmatch with FNM_PATHNAME, by which GitHub matches branches: only `**` goes beyond a slash. */
export function matchesGlob(pattern: string, name: string): boolean {
  const parts = pattern.split(/(\*\*\/|\*+|\?|\[[^\]/]+\])/)
  const source = parts.map((part, index) => (index % 2 === 0 ? escapeRegExp(part) : (WILDCARDS[part] ?? classOf(part))))
  return new RegExp(`^${source.join('')}$`).test(name)
}

const WILDCARDS: Record<string, string> = { '**/': '(?:[^/]+/)*', '?': '[^/]' }

function classOf(part: string): string {
  if (part.startsWith('*')) return '[^/]*'
  const inside = part.slice(1, -1).replace(/^[!^]/, '')
  const negated = inside.length < part.length - 2
  return `[${negated ? '^' : ''}${inside.replace(/[\\^]/g, '\\$&')}]`
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
