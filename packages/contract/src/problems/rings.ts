import type { ProblemWords } from './problem.js'

/** What is wrong with a plan of rings. */
export const ringProblems = {
  'deployment.rings-number': {
    status: 422,
    title: { en: 'Between one and ten rings', de: 'Ein bis zehn Ringe' },
    detail: {
      en: 'A deployment has between 1 and {maximum} rings.',
      de: 'Eine Bereitstellung hat 1 bis {maximum} Ringe.',
    },
  },
  'deployment.rings-name-missing': {
    status: 422,
    title: { en: 'A ring has no name', de: 'Ein Ring hat keinen Namen' },
    detail: {
      en: 'Ring {ring} needs a name.',
      de: 'Ring {ring} braucht einen Namen.',
    },
  },
  'deployment.rings-name-twice': {
    status: 422,
    title: { en: 'Two rings have the same name', de: 'Zwei Ringe heißen gleich' },
    detail: {
      en: 'There is another ring named "{name}". Give ring {ring} a name of its own.',
      de: 'Ein anderer Ring heißt schon „{name}“. Geben Sie Ring {ring} einen eigenen Namen.',
    },
  },
  'deployment.rings-size': {
    status: 422,
    title: { en: 'Not a size for a ring', de: 'Keine Größe für einen Ring' },
    detail: {
      en: 'Ring {ring} needs a whole number of devices from 1 on, a whole percentage from 1 to 100, or a group.',
      de: 'Ring {ring} braucht eine ganze Zahl von Geräten ab 1, ganze Prozent von 1 bis 100 oder eine Gruppe.',
    },
  },
  'deployment.rings-after-rest': {
    status: 422,
    title: { en: 'The rest comes last', de: 'Der Rest kommt zuletzt' },
    detail: {
      en: 'Ring {ring} takes all remaining devices, so no ring can follow it. Move it to the end.',
      de: 'Ring {ring} nimmt alle übrigen Geräte, danach kann kein Ring folgen. Schieben Sie ihn ans Ende.',
    },
  },
  'deployment.rings-too-much': {
    status: 422,
    title: { en: 'More than 100 percent', de: 'Mehr als 100 Prozent' },
    detail: {
      en: 'The rings add up to {percent} percent. Make them 100 at most.',
      de: 'Die Ringe ergeben zusammen {percent} Prozent. Erlaubt sind höchstens 100.',
    },
  },
  'deployment.rings-incomplete': {
    status: 422,
    title: { en: 'Devices are left over', de: 'Es bleiben Geräte übrig' },
    detail: {
      en: 'The rings do not reach every device. Let the last ring take the rest, or make the percentages add up to 100.',
      de: 'Die Ringe erfassen nicht alle Geräte. Geben Sie dem letzten Ring den Rest, oder lassen Sie die Prozente 100 ergeben.',
    },
  },
  'deployment.rings-wait': {
    status: 422,
    title: { en: 'Not a possible wait', de: 'Keine mögliche Wartezeit' },
    detail: {
      en: 'The wait after ring {ring} is between 0 minutes and {days} days, or until somebody opens the next one.',
      de: 'Die Wartezeit nach Ring {ring} liegt zwischen 0 Minuten und {days} Tagen, oder jemand öffnet den nächsten von Hand.',
    },
  },
  'deployment.rings-success': {
    status: 422,
    title: { en: 'Not a possible success threshold', de: 'Keine mögliche Erfolgsschwelle' },
    detail: {
      en: 'The success threshold of ring {ring} is a whole percentage from 0 to 100.',
      de: 'Die Erfolgsschwelle von Ring {ring} ist eine ganze Prozentzahl von 0 bis 100.',
    },
  },
  'deployment.rings-failure': {
    status: 422,
    title: { en: 'Not a possible failure threshold', de: 'Keine mögliche Fehlerschwelle' },
    detail: {
      en: 'The failure threshold of ring {ring} is a whole percentage from 0 to 100, judged from at least 1 device on.',
      de: 'Die Fehlerschwelle von Ring {ring} ist eine ganze Prozentzahl von 0 bis 100 und gilt ab mindestens einem Gerät.',
    },
  },
} as const satisfies Record<string, ProblemWords>
