-- CreateTable
CREATE TABLE "DataMigration" (
    "name" TEXT NOT NULL,
    "cursor" TEXT,
    "position" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL,
    "rowsRead" BIGINT NOT NULL DEFAULT 0,
    "rowsChanged" BIGINT NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "runnerId" TEXT NOT NULL,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DataMigration_pkey" PRIMARY KEY ("name")
);
