-- CreateTable
CREATE TABLE "DataMigration" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "cursor" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL,
    "rowsRead" INTEGER NOT NULL DEFAULT 0,
    "rowsChanged" INTEGER NOT NULL DEFAULT 0,
    "startedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "runnerId" TEXT NOT NULL,
    "heartbeatAt" DATETIME NOT NULL
);
