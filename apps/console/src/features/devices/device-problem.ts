import type { WordKey } from '@/words/en'

export const deviceProblems = [
  'offline',
  'configuration-failed',
  'camera-missing',
  'touch-panel-missing',
  'screen-missing',
  'display-missing',
  'microphone-missing',
  'speaker-missing',
  'content-dongle-missing',
  'peripheral-missing',
  'license-not-confirmed',
] as const

export function problemWord(code: string): Extract<WordKey, `deviceProblem.${string}`> {
  const known = deviceProblems.find((problem) => problem === code)
  return known ? `deviceProblem.${known}` : 'deviceProblem.other'
}
