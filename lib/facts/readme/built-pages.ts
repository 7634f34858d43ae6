import { textAt } from '../document'
import type { FilesFact } from '../facts'
import { joinPath } from '../paths'
import { parseYaml } from '../yaml'

const BUILDER =
  /^(?:.{0,100}\/)?(?:docs?|documentation)\/(?:source\/|src\/)?conf\.py$|(?:^|\/)mkdocs\.ya?ml$|(?:^|\/)(?:docusaurus\.config\.[jt]s|book\.toml|zensical\.toml)$|^docs?\/_config\.ya?ml$/
const FIRST_PAGE =
  /(?:^|\/)(?:index|readme|getting[-_]?started|quick[-_]?start|(?:basic|simple|general)[-_]?usage|usage|basics?|first[-_]steps|examples?|user[-_]?guide|tutorial|install(?:ation|ing)?|introduction|intro|overview|set-?up|running)\.(?:md|mdx|rst)$/i
/** What is read after the first pages, in this order: any page that is called for installing, any of the folder to begin with. */
const MORE_PAGES: readonly RegExp[] = [
  /(?:^|\/)(?:install(?:ation|ing)?\/[^/]+|install(?:ation|ing)?[-_][^/]+)\.(?:md|mdx|rst)$/i,
  /(?:^|\/)(?:getting[-_]?started|quick[-_]?start)\/[^/]+\.(?:md|mdx|rst)$/i,
]
/** For whoever runs it already. */
const LATER_PAGE = /(?:^|\/)(?:faq|updat|upgrad|migrat|troubleshoot|roadmap|uninstall)[^/]*$/i

/** First pages of documentation that is built from the repository, which the README links as a site. */
export function builtPages(files: FilesFact): string[] {
  const builder = files.all.find(({ path, role }) => BUILDER.test(path) && role !== 'vendored' && role !== 'template')
  if (!builder) return []
  const folder = pagesFolder(builder.path, files)
  const paths = files.all.map(({ path }) => path).filter((path) => path.startsWith(folder))
  const found = [
    paths.filter((path) => FIRST_PAGE.test(path)),
    ...MORE_PAGES.map((pattern) => paths.filter((path) => pattern.test(path) && !LATER_PAGE.test(path))),
  ]
  return found.flatMap((some) => some.sort((a, b) => a.split('/').length - b.split('/').length))
}

/** Folder of the pages: beside Sphinx's configuration, `docs` beside the others' unless they say otherwise. */
function pagesFolder(builder: string, files: FilesFact): string {
  const own = builder.slice(0, builder.lastIndexOf('/') + 1)
  if (/conf\.py$|_config\.ya?ml$/.test(builder)) return own
  if (builder.endsWith('book.toml')) return `${own}src/`
  const named = /mkdocs\.ya?ml$/.test(builder)
    ? textAt(parseYaml(files.text(builder) ?? '').value, 'docs_dir')
    : undefined
  return `${joinPath(builder, named ?? 'docs') ?? `${own}docs`}/`
}
