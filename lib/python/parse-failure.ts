import { codeOnly } from './code-only'
import type { ParseFailure } from './record'

const TEMPLATE =
  /^[ \t]*\{[%#]-?[ \t]*[a-z]|\{\{-?[ \t]*(cookiecutter|copier|_copier_conf|project_name|project_slug)\b/m
const TEMPLATED_LINE = /\{\{|\{%|%\}/
const PYTHON_2 = [
  /(^|[:;])[ \t]*print[ \t]+(?!=|\(|\.|:|,|in\b|is\b|if\b|and\b|or\b|not\b)["'\w%`]/m,
  /(^|[:;])[ \t]*print[ \t]*>>/m,
  /(^|[:;])[ \t]*print[ \t]*$/m,
  /^[ \t]*except[ \t]+[\w.]+[ \t]*,[ \t]*\w+[ \t]*:/m,
  /^[ \t]*except[ \t]+\([^()\n]{1,200}\)[ \t]*,[ \t]*\w+[ \t]*:/m,
  /\braise[ \t]+[\w.[\]]+[ \t]*,/,
  /(^|[:;])[ \t]*exec[ \t]+["'\w]/m,
  /\b[uU][rR]["']/,
  /[\w)\]][ \t]*<>[ \t]*[\w("'-]/,
  /(?:[\s(=:|&]|(?<!\d),)0(?=0*[1-7])[0-7]+[lL]?\b(?!\.)/,
  /\b(\d+|0[xX][0-9a-fA-F]+)[lL]\b/,
  /\bdef[ \t]+\w+[ \t]*\([^()\n]{0,200}[,(]?[ \t]*\([\w, ]+\)[ \t]*[,)=]/,
]

/** Says why Ruff refuses a text at a line: an older Python, a template, or simply broken. */
export function failureReason(text: string, line: number): ParseFailure {
  if (TEMPLATE.test(text)) return 'template'
  const code = codeOnly(text)
  if (PYTHON_2.some((pattern) => pattern.test(code))) return 'python2'
  const broken = text.split(/\r\n|\r|\n/, line)[line - 1] ?? ''
  return TEMPLATED_LINE.test(broken) ? 'template' : 'syntax'
}
