import { type Change, type ConflictReason, type Store, StoreConflict } from './store';

/** An empty store, and what the suite needs to know about its surroundings. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Closes `store` and opens what it left. */
  reopen(): Promise<Store>;
  /** Opens the same data a second time, as another replica would. */
  openAnother(): Promise<Store>;
  destroy(): Promise<void>;
}

export type OpenStore = () => Promise<StoreUnderTest>;

/** Opens a store for each test of the enclosing block, and removes it afterwards. */
export function useStore(open: OpenStore): StoreUnderTest {
  let current: StoreUnderTest | undefined;

  function opened(): StoreUnderTest {
    if (current === undefined) throw new Error('A store is open only within a test.');
    return current;
  }

  beforeEach(async () => {
    current = await open();
  });
  afterEach(async () => {
    await current?.destroy();
    current = undefined;
  });
  return {
    get store() {
      return opened().store;
    },
    reopen: () => opened().reopen(),
    openAnother: () => opened().openAnother(),
    destroy: () => opened().destroy(),
  };
}

/** Writes one change and returns its etag. */
export async function writeOne(store: Store, partition: string, change: Change): Promise<string> {
  const [etag] = await store.write(partition, [change]);
  if (etag === undefined) throw new Error('This change has no etag.');
  return etag;
}

/** Returns why a write was refused, as `reason key`, or "applied". */
export async function outcomeOf(write: Promise<unknown>): Promise<`${ConflictReason} ${string}` | 'applied'> {
  try {
    await write;
    return 'applied';
  } catch (error) {
    if (error instanceof StoreConflict) return `${error.reason} ${error.key}`;
    throw error;
  }
}
