import type { ParseFailure } from './record'

const TEMPLATE = /\{%-?\s*[a-z]+\b|\{\{-?\s*[A-Za-z_][\w.]*\s*(\||-?\}\})/
const PYTHON_2 = [
  /^[ \t]*print[ \t]+(?!=|\(|\.|:|,)["'\w%]/m,
  /^[ \t]*print[ \t]*>>/m,
  /^[ \t]*except[ \t]+[\w.()]+[ \t]*,[ \t]*\w+[ \t]*:/m,
  /^[ \t]*raise[ \t]+[\w.]+[ \t]*,/m,
  /^[ \t]*exec[ \t]+["'\w]/m,
  /\bur["']/,
  /\w[ \t]*<>[ \t]*\w/,
  /[\s(=,]0[0-7]+[lL]?\b(?!\.)/,
  /\b\d+[lL]\b/,
  /\bdef[ \t]+\w+[ \t]*\([^()\n]*\([\w, ]+\)/,
]

/** Says why Ruff refuses a text: an older Python, a template, or simply broken. */
export function failureReason(text: string): ParseFailure {
  if (TEMPLATE.test(text)) return 'template'
  return PYTHON_2.some((pattern) => pattern.test(text)) ? 'python2' : 'syntax'
}
