-- A way of looking at a list, kept under a name: the words of the page's address.

CREATE TABLE saved_view (
  id uuid NOT NULL PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE ON UPDATE CASCADE,
  -- calls, feature-calls, portfolio
  page text NOT NULL,
  name text NOT NULL,
  -- as validated and put in order by the page's own schema, without the question mark
  query text NOT NULL,
  shared boolean NOT NULL DEFAULT false,
  created_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE UNIQUE INDEX saved_view_owner_id_page_name_key ON saved_view (owner_id, page, name);
CREATE INDEX saved_view_page_shared_idx ON saved_view (page, shared);
