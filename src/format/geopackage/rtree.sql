-- The triggers of the R-tree extension (GeoPackage 1.3, annex F.3): whoever edits the table later
-- keeps its index right. {table}, {index}, {geometry} and {id} are quoted identifiers, {insert},
-- {update1}, … the quoted names of the triggers.

CREATE TRIGGER {insert} AFTER INSERT ON {table}
  WHEN (new.{geometry} NOT NULL AND NOT ST_IsEmpty(NEW.{geometry}))
BEGIN
  INSERT OR REPLACE INTO {index} VALUES (
    NEW.{id},
    ST_MinX(NEW.{geometry}), ST_MaxX(NEW.{geometry}),
    ST_MinY(NEW.{geometry}), ST_MaxY(NEW.{geometry})
  );
END;

CREATE TRIGGER {update1} AFTER UPDATE OF {geometry} ON {table}
  WHEN OLD.{id} = NEW.{id} AND
       (NEW.{geometry} NOTNULL AND NOT ST_IsEmpty(NEW.{geometry}))
BEGIN
  INSERT OR REPLACE INTO {index} VALUES (
    NEW.{id},
    ST_MinX(NEW.{geometry}), ST_MaxX(NEW.{geometry}),
    ST_MinY(NEW.{geometry}), ST_MaxY(NEW.{geometry})
  );
END;

CREATE TRIGGER {update2} AFTER UPDATE OF {geometry} ON {table}
  WHEN OLD.{id} = NEW.{id} AND
       (NEW.{geometry} ISNULL OR ST_IsEmpty(NEW.{geometry}))
BEGIN
  DELETE FROM {index} WHERE id = OLD.{id};
END;

CREATE TRIGGER {update3} AFTER UPDATE ON {table}
  WHEN OLD.{id} != NEW.{id} AND
       (NEW.{geometry} NOTNULL AND NOT ST_IsEmpty(NEW.{geometry}))
BEGIN
  DELETE FROM {index} WHERE id = OLD.{id};
  INSERT OR REPLACE INTO {index} VALUES (
    NEW.{id},
    ST_MinX(NEW.{geometry}), ST_MaxX(NEW.{geometry}),
    ST_MinY(NEW.{geometry}), ST_MaxY(NEW.{geometry})
  );
END;

CREATE TRIGGER {update4} AFTER UPDATE ON {table}
  WHEN OLD.{id} != NEW.{id} AND
       (NEW.{geometry} ISNULL OR ST_IsEmpty(NEW.{geometry}))
BEGIN
  DELETE FROM {index} WHERE id IN (OLD.{id}, NEW.{id});
END;

CREATE TRIGGER {delete} AFTER DELETE ON {table}
  WHEN old.{geometry} NOT NULL
BEGIN
  DELETE FROM {index} WHERE id = OLD.{id};
END;
