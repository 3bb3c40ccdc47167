export function architectureViolations(root: string): Promise<{ rule: string; sentence: string }[]>
