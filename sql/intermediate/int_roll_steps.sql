-- grain: from_bucket, to_bucket
-- kind: view
-- Where a balance can be a month later: in an ageing bucket, paid, credited or written off. is_worse: an older bucket, or written
-- off.
with states as (
    select bucket, terms.ageing_sort(bucket, :ageing) as bucket_sort
    from (select explode(terms.ageing_buckets(:ageing)) as bucket)
    union all
    select bucket, terms.ageing_sort(terms.no_due_date(), :ageing) + place
    from (values ('Paid', 1), ('Credited', 2), ('Written Off', 3)) as t (bucket, place)
)

select
    origins.bucket as from_bucket,
    origins.bucket_sort as from_sort,
    states.bucket as to_bucket,
    states.bucket_sort as to_sort,
    states.bucket = 'Written Off' or (origins.bucket_sort < states.bucket_sort
        and states.bucket_sort <= terms.ageing_sort(terms.oldest_bucket(:ageing), :ageing)) as is_worse
from states as origins
cross join states
where origins.bucket_sort <= terms.ageing_sort(terms.no_due_date(), :ageing)
