-- grain: lacking_tables
-- kind: view
-- One row: which of disputes, promises and contacts the source lacks, so that what they would say was not looked at; null: none.
select
    nullif(
        concat_ws(
            ', ',
            if(count_if(source_table = 'disputes') = 0, 'disputes', null),
            if(count_if(source_table = 'promises') = 0, 'promises', null),
            if(count_if(source_table = 'contacts') = 0, 'contacts', null)
        ),
        ''
    ) as lacking_tables
from ops_sources
where is_present
