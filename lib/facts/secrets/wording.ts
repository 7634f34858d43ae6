/** ISO 639-1. */
const LANGUAGE = `(?:${[
  'aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo',
  'es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka',
  'kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng',
  'nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su',
  'sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu fil',
]
  .join(' ')
  .replaceAll(' ', '|')})`
const TAG = `${LANGUAGE}(?:[-_](?:[A-Z]{2}|[a-z]{2}|[A-Z][a-z]{3}|\\d{3}))?`
const FOLDER_OF_TEXTS = /^(?:i18n|l10n|locales?|lang|translations)$/i
const FOLDER_OF_LANGUAGE = new RegExp(`^${TAG}$`)
/** `de`, `messages.de`. */
const ENDS_WITH_LANGUAGE = new RegExp(`(?:^|[._-])${TAG}$`)
const WITH_REGION = new RegExp(`^${LANGUAGE}[-_][A-Z]{2}$`)

/** Texts of an interface in one language: `lang/site/de.json`, `locales/pt-BR/auth.json`; `ja-JP.json` anywhere. */
export function isWording(path: string): boolean {
  const [name = '', ...folders] = path.split('/').reverse()
  const stem = name.replace(/\.(?:json|ya?ml)$/i, '')
  if (stem === name) return false
  if (WITH_REGION.test(stem)) return true
  const outermost = folders.findLastIndex((folder) => FOLDER_OF_TEXTS.test(folder))
  if (outermost === -1) return false
  return ENDS_WITH_LANGUAGE.test(stem) || folders.slice(0, outermost).some((folder) => FOLDER_OF_LANGUAGE.test(folder))
}
