import type { Evidence } from '../facts'
import type { TextBlock } from './document'
import { countWords } from './words'

const ENOUGH_WORDS = 6
/** Above the commands, where its subject is the project: "The screen in the office." */
const SHORT_WORDS = 4
/** Sections that tell what to do with the project, or about its making, not what it is. */
const INSTRUCTIONS =
  /^(?:quick ?start|get(?:ting)? started|first steps|install\w*|set(?:ting)?[- ]?up|usage|us(?:e|ing)|run(?:ning)?|start(?:ing)?|requirements?|prerequisites?|dependenc\w+|deploy\w*|build\w*|tests?\b|testing|develop\w*|local\w*|contribut\w*|licen[cs]e|changelog|changes|credits|authors?|acknowledge?ments?|sponsors?|support\b|further|see also|links?\b|references|resources|configur\w*|environment|env\b|settings|secrets|shell|migrations?|database|docker\b|make\b|pre-commit|python version|virtual ?env\w*|troubleshooting|faq|table of contents|contents|code of conduct|security|ci\b|release\w*|publish\w*|upgrad\w*|updat\w*|debug\w*|lint\w*|format\w*|translat\w*|internationali\w+|locali[sz]\w+|to-?dos?|roadmap)\b/
/** The same in the languages that READMEs are written in most. */
const FOREIGN_INSTRUCTIONS =
  /^(?:安装|安裝|使用|用法|运行|運行|启动|啟動|快速|开始|開始|部署|配置|设置|設置|設定|开发|開發|环境|環境|依赖|依賴|测试|測試|许可|授权|贡献|更新|目录|如何|步骤|准备|待办|インストール|セットアップ|使い方|使用方法|実行|起動|必要|ライセンス|설치|사용|실행|시작|환경|설정|배포|개발|라이선스|요구|instala|(?:modo de )?uso(?![a-z])|usar |ejecu|execu|requisitos|pr[eé]-?requisitos|pr[eé]requis|configura|desplie|implanta|pruebas|testes|licen[cç]|desarrollo|desenvolvimento|inicio r|in[ií]cio r|c[oó]mo |como (?:usar|instalar|executar|rodar)|rodando|utilis|lancement|lancer|d[eé]marr|ex[eé]cut|d[eé]ploi|d[eé]velopp|einricht|verwend|benutz|nutzung|ausf[uü]hr|voraussetz|anforder|konfigur|lizenz|entwickl|bereitst|установк|запуск|использован|настройк|требован|конфигур|разв[её]рт|разработк|тест|лицензи|как |начало|installazione|utilizzo|esecuzione|avvio|kurulum|kullanım|çalıştır|gereksinim)/
/** As the title of the whole: nothing but such a word. */
const INSTRUCTIONS_ONLY = new RegExp(`${INSTRUCTIONS.source}\\W*$`)
const ABOUT =
  /^(?:about|overview|introduction|intro\b|description|what\b|why\b|features?|summary|background|motivation|purpose|goals?|abstract|project|problem|the\b|context|how it works|highlights|capabilities|functionality)/
/** A sentence whose subject is the project. */
const SUBJECT =
  /^(?:\S+\s+){0,3}?(?:this|the|our|here is an?|it is an?|it's an?)\s+(?:\S+\s+){0,3}?(?:project|repo\w*|app\w*|tool\w*|librar\w+|package|service|bot|api|web ?site|site|module|scripts?|program|system|collection|notebooks?|book|template|boilerplate|course|tutorial|code|plugin|extension|framework|server|client|cli|game|software|backend|platform|pipeline|crawler|scraper|demo|example)\b|^(?:an?|the)\s\S+\s\S|^\S+(?:\s\S+){0,3}?\s(?:is|are)\s(?:an?|the)\s|^(?:\S+\s+){0,4}?(?:provides|allows|lets|helps|implements|contains|demonstrates|shows|aims|enables|automates|collects|offers|serves|manages|supports)\s/i
const ORDER =
  /^(?:first|then|next|now|finally|after|before|once|when|if|in order|to \w+|please|note|make sure|ensure|copyright|license|table of contents|by default|you\b|your\b|we\b|run\b|install|clone|create|copy|set\b|open|check|download|follow|start|go to|navigate|replace|rename|activate|edit|add\b|see\b|where\b|since\b|because\b|for example\b|thanks?\b)/i
/** What no text begins with that says what it is. */
const NEVER =
  /^(?:table of contents|copyright|license|first,|then |next,|run |before running|to (?:install|run|build|start|use|open)\b|stay tuned|(?:still )?(?:work in progress|under construction|wip\b)|coming soon|to-?do\b|mentioned in|thanks? )/i

/** The sentence that says what the project is: its title, the text below, or a section that is not about using it. */
export function findDescription(path: string, blocks: readonly TextBlock[]): Evidence | null {
  const english = isEnglish(blocks)
  const outline: { readonly depth: number; readonly instructs: boolean; readonly title: string }[] = []
  let headings = 0
  let commands = false
  for (const block of blocks) {
    const { kind, text, line, depth = 1 } = block
    if (kind === 'heading') {
      const title = plainTitle(text)
      while ((outline.at(-1)?.depth ?? 0) >= depth) outline.pop()
      const isFirst = headings++ === 0
      const instructs = (isFirst ? INSTRUCTIONS_ONLY : INSTRUCTIONS).test(title) || FOREIGN_INSTRUCTIONS.test(title)
      outline.push({ depth, title, instructs })
    }
    if (kind === 'code') commands = true
    if (kind !== 'prose' && (kind !== 'heading' || headings > 1)) continue
    const isShort = countWords(text) < ENOUGH_WORDS
    if (isShort && (kind === 'heading' || commands || countWords(text) < SHORT_WORDS || !SUBJECT.test(text))) continue
    if (NEVER.test(text) || outline.some(({ instructs }) => instructs)) continue
    if ((headings <= 1 && !commands) || !english || isAbout(text, outline.at(-1)?.title ?? ''))
      return { path, line, note: 'Says what it is.' }
  }
  return null
}

function isAbout(text: string, title: string): boolean {
  const start = text.slice(0, 300)
  return !ORDER.test(start) && (ABOUT.test(title) || SUBJECT.test(start))
}

/** Lower case, without numbers, signs and "how to" at its start. */
function plainTitle(text: string): string {
  return text
    .slice(0, 200)
    .toLowerCase()
    .replace(/^[^\p{L}]+/u, '')
    .replace(/^(?:steps? |how )?to\s+(?:the\s+)?/, '')
}

const STOP_WORDS = /^(?:the|a|an|to|and|of|is|in|for|this|with|you|it)$/i

/** Whether the words above can be asked of it: other languages have their own. */
function isEnglish(blocks: readonly TextBlock[]): boolean {
  const all = blocks
    .filter(({ kind }) => kind === 'prose')
    .slice(0, 200)
    .flatMap(({ text }) => text.slice(0, 2_000).split(/\s+/))
  const letters = all.join('').match(/\p{L}/gu) ?? []
  if (letters.filter((letter) => letter > '\u024f').length * 3 > letters.length) return false
  return all.length < 30 || all.filter((word) => STOP_WORDS.test(word)).length * 14 >= all.length
}
