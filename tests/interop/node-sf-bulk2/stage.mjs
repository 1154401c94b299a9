// node-sf-bulk2 and a practice org. The client knows single calls only; waiting for a job is ours.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import { packageOf, withOrg } from '../support/practiceorg.mjs';

const { BulkAPI2, RESULTTYPE } = packageOf('node-sf-bulk2');
export { RESULTTYPE };

export function setStage(options, prepare) {
    return withOrg(new Stage(), options, prepare);
}

class Stage {
    /// The client for one API version; `more` are further properties of its connection.
    client(apiVersion = '62.0', more = {}) {
        return new BulkAPI2({
            instanceUrl: this.org.production.instance_url,
            accessToken: this.org.production.access_token,
            apiVersion,
            ...more,
        });
    }

    /// Asks until the job has ended, and says how.
    async ended(ask) {
        for (let asked = 0; asked < 600; ++asked) {
            const job = await ask();
            if (['JobComplete', 'Failed', 'Aborted'].includes(job.state))
                return job;
            await pause(50);
        }
        assert.fail('the job does not end');
    }

    /// A query job from beginning to end.
    async queried(client, query, more = {}) {
        const { id } = await client.submitBulkQueryJob({ operation: 'query', query, ...more });
        return this.ended(() => client.getBulkQueryJobInfo(id));
    }

    /// An ingest job from beginning to end, data by PUT.
    async ingested(client, request, csv) {
        const job = await client.createDataUploadJob(request);
        assert.equal(await client.uploadJobData(job.contentUrl, csv), 201);
        await client.closeOrAbortJob(job.id, 'UploadComplete');
        return this.ended(() => client.getIngestJobInfo(job.id));
    }
}

/// Lines of CSV whose cells hold neither quotes nor line breaks, as lists of cells.
export function rows(csv, delimiter = ',', lineEnd = '\n') {
    const bare = csv.replaceAll('"', '');
    assert.ok(bare.endsWith(lineEnd), 'the last line has its end');
    return bare.slice(0, -lineEnd.length).split(lineEnd).map(line => line.split(delimiter));
}

/// What the promise was refused with: status and Salesforce's own body.
export async function refusal(promise) {
    try {
        await promise;
    } catch (error) {
        assert.ok(error.response, error);
        return { status: error.response.status, body: error.response.data };
    }
    assert.fail('it was not refused');
}
