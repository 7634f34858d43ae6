/** Calls that take a credential by its place among the arguments. */
const PLACES: readonly (readonly [callee: RegExp, place: number, name: string])[] = [
  [/(?:^|\.)(?:HTTP(?:Basic|Digest|Proxy)Auth|BasicAuth|DigestAuth|NetRCAuth|HttpNtlmAuth)$/, 1, 'password'],
  [/(?:^|\.)(?:PlainCredentials|PlainTextAuthProvider|basic_auth|UsernamePasswordCredential)$/, 1, 'password'],
  [/(?:SMTP|SMTP_SSL|IMAP4|IMAP4_SSL|FTP|FTP_TLS|POP3|server|smtp|mail|imap|ftp)(?:\(\))?\.login$/, 1, 'password'],
  [/(?:^|\.)(?:with_credentials|set_credentials|auth_plain)$/, 1, 'password'],
  [/(?:^|\.)(?:pymysql|MySQLdb|mysql\.connector|psycopg2?|cx_Oracle|oracledb)\.connect$/, 2, 'password'],
  [/^ftplib\.FTP(?:_TLS)?$/, 2, 'password'],
  [/(?:^|\.)add_password$/, 3, 'password'],
  [/(?:^|\.)(?:create_superuser|create_user)$/, 2, 'password'],
  [/^(?!keyring\.)(?:.*\.)?(?:set_password|generate_password_hash|make_password)$/, 0, 'password'],
  [/^(?:jwt|jose\.jwt|authlib\.jose\.jwt)\.(?:encode|decode)$/, 1, 'secret_key'],
  [/(?:^|\.)(?:Fernet|MultiFernet)$/, 0, 'fernet_key'],
  [/^itsdangerous\.(?:\w+\.)?\w*(?:Serializer|Signer)$/, 0, 'secret_key'],
  [/^boto3\.(?:client|resource)$/, 4, 'secret_key'],
]

/** What the argument at this place is, when it is a credential. */
export function passwordArgument(callee: string, at: number): string | null {
  return PLACES.find(([pattern, place]) => place === at && pattern.test(callee))?.[2] ?? null
}
