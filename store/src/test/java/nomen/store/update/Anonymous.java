package nomen.store.update;

import nomen.codec.name.Name;
import nomen.store.log.Author;
import nomen.store.zone.ZoneEditor;

/** A task that cannot say who made it. */
record Anonymous(ScriptedTask inner) implements ZoneTask {
  @Override
  public Name zone() {
    return inner.zone();
  }

  @Override
  public Author author() {
    throw new IllegalStateException("scripted");
  }

  @Override
  public long requestDigest() {
    return inner.requestDigest();
  }

  @Override
  public long base() {
    return inner.base();
  }

  @Override
  public Evaluation evaluate(ZoneEditor editor, long nowMillis) {
    return inner.evaluate(editor, nowMillis);
  }

  @Override
  public void complete(Evaluation evaluation) {
    inner.complete(evaluation);
  }
}
