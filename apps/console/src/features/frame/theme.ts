export const themes = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]
export const themeCookie = 'maestro-theme'

export const chooseTheme = (cookie: string | undefined): Theme => themes.find((theme) => theme === cookie) ?? 'system'
