-- What sent a call (SDK, version of the service, instrumentation) is the same for very many: once, with what they share.
ALTER TABLE dimension ADD COLUMN origin text;
