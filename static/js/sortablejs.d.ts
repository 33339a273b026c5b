// The little of SortableJS that we use; the package has no types of its own.
declare module "sortablejs" {
  export interface SortableEvent {
    item: HTMLElement;
    oldIndex?: number;
    newIndex?: number;
  }
  export interface Options {
    draggable?: string;
    filter?: string;
    preventOnFilter?: boolean;
    animation?: number;
    delay?: number;
    delayOnTouchOnly?: boolean;
    onEnd?: (event: SortableEvent) => void;
  }
  export default class Sortable {
    static create(list: HTMLElement, options: Options): Sortable;
    destroy(): void;
  }
}
