-- grain: customer_id
-- kind: table
-- One row per source row, duplicates not yet removed. Attributes are the source's current values: it keeps no history.
-- A customer counts from signup_date on; without one, always.
with source as (
    select
        customer_id as source_key,
        terms.as_text(customer_id) as customer_id,
        terms.as_text(name) as name_text,
        terms.as_text(segment) as segment,
        terms.as_text(region) as region,
        terms.as_text(country) as country,
        signup_date as signup_date_text,
        credit_score as credit_score_text,
        credit_limit as credit_limit_text,
        do_not_contact as do_not_contact_text,
        terms.has_control(concat_ws('', customer_id, name, segment, region, country)) as has_control_characters,
        payload
    from raw_customers
),

renamed as (
    select
        customer_id,
        case :privacy_names
            when 'keep' then name_text
            when 'hash' then case when name_text rlike '^[0-9a-f]{64}$' then name_text else sha2(name_text, 256) end
        end as customer_name,
        segment,
        region,
        country,
        terms.as_day(signup_date_text) as signup_date,
        terms.as_count(credit_score_text) as credit_score,
        terms.as_money(credit_limit_text) as credit_limit,
        coalesce(terms.as_flag(do_not_contact_text), false) as do_not_contact,
        coalesce(signup_date, make_date(1, 1, 1)) as visible_from,
        source_key,
        payload,
        case when customer_id is null then 'no_key' end as refused_because,
        terms.is_odd_number(credit_limit_text) as fix_amount_format,
        terms.is_odd_day(signup_date_text) as fix_date_format,
        signup_date is null and terms.as_text(signup_date_text) is not null as fix_signup_date_dropped,
        credit_score is null and terms.as_text(credit_score_text) is not null as fix_credit_score_dropped,
        credit_limit is null and terms.as_text(credit_limit_text) is not null as fix_amount_dropped,
        terms.as_flag(do_not_contact_text) is null and terms.as_text(do_not_contact_text) is not null as fix_flag_unreadable,
        source_key <> customer_id as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
