/** The last things that were made, by key: the least recently made is forgotten first. */
export class Recent<T> {
  private readonly made = new Map<string, T>();

  /** @param most  entries that are kept */
  constructor(private readonly most: number) {}

  /** What was made for `key`; made now where it is not known. What `make` throws is not kept. */
  get(key: string, make: () => T): T {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const value = make();
    if (this.made.size >= this.most) this.made.delete(this.made.keys().next().value!);
    this.made.set(key, value);
    return value;
  }
}
