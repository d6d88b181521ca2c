-- CreateTable
CREATE TABLE "InstanceKey" (
    "id" BIGINT NOT NULL,
    "key" BYTEA NOT NULL,

    CONSTRAINT "InstanceKey_pkey" PRIMARY KEY ("id")
);
