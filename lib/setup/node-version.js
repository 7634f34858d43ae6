// Imported first by every entry, so that an old Node answers with a sentence and not with a missing function.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Airworthy needs Node 20.19 or later; this is ${process.version}.`)
  process.exit(1)
}
