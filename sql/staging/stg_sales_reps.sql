-- grain: sales_rep_id
-- kind: table
-- One row per source row, duplicates not yet removed; current values without history.
with source as (
    select
        sales_rep_id as source_key,
        terms.as_text(sales_rep_id) as sales_rep_id,
        terms.as_text(name) as name_text,
        terms.as_text(territory) as territory,
        quota as quota_text,
        terms.has_control(concat_ws('', sales_rep_id, name, territory)) as has_control_characters,
        payload
    from raw_sales_reps
),

renamed as (
    select
        sales_rep_id,
        case :privacy_names
            when 'keep' then name_text
            when 'hash' then case when name_text rlike '^[0-9a-f]{64}$' then name_text else sha2(name_text, 256) end
        end as sales_rep_name,
        territory,
        terms.as_money(quota_text) as quota,
        make_date(1, 1, 1) as visible_from,
        source_key,
        payload,
        case when sales_rep_id is null then 'no_key' end as refused_because,
        terms.is_odd_number(quota_text) as fix_amount_format,
        quota is null and terms.as_text(quota_text) is not null as fix_amount_dropped,
        source_key <> sales_rep_id as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
