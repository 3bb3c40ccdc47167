import type { ProblemWords } from './problem.js'

export const deviceMoveProblems = {
  'device.moved-to-itself': {
    status: 422,
    title: { en: 'The device is there already', de: 'Das Gerät ist schon dort' },
    detail: {
      en: '{name} belongs to this organization. Choose another one.',
      de: '{name} gehört zu dieser Organisation. Wählen Sie eine andere.',
    },
  },
  'device.move-changed': {
    status: 409,
    title: { en: 'The preview is outdated', de: 'Die Vorschau ist überholt' },
    detail: {
      en: 'The device has changed since the preview. Preview it again, then move it.',
      de: 'Seit der Vorschau hat sich das Gerät geändert. Rufen Sie die Vorschau neu auf, und verschieben Sie dann.',
    },
  },
} as const satisfies Record<string, ProblemWords>
